// Bare json-c: reads files and parses each, and does nothing with what it gets. parse [FILE…]
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

static struct json_object *parse(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
  long size = ftell(file);
  rewind(file);
  char *text = size > 0 ? malloc((size_t)size) : NULL;
  struct json_object *tree = NULL;
  if (text && fread(text, 1, (size_t)size, file) == (size_t)size) {
    struct json_tokener *tokener = json_tokener_new();
    tree = json_tokener_parse_ex(tokener, text, (int)size);
    json_tokener_free(tokener);
  }
  free(text);
  fclose(file);
  return tree;
}

// A file of lines, each a document.
static int parse_lines(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  int good = 1;
  while (good && (length = getline(&line, &room, file)) > 0) {
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *tree = json_tokener_parse_ex(tokener, line, (int)length);
    good = tree != NULL;
    json_object_put(tree);
    json_tokener_free(tokener);
  }
  free(line);
  fclose(file);
  return good;
}

int main(int count, char **arguments) {
  int lines = count > 1 && arguments[1][0] == '-';
  for (int i = 1 + lines; i < count; i++) {
    if (lines) {
      if (parse_lines(arguments[i])) continue;
    } else {
      struct json_object *tree = parse(arguments[i]);
      if (tree) {
        json_object_put(tree);
        continue;
      }
    }
    fprintf(stderr, "parse: %s cannot be read or parsed\n", arguments[i]);
    return 1;
  }
  return 0;
}
