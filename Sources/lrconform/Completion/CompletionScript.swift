/// A script for completion, with what ArgumentParser's own does not know: `StepLR --st` is completed to an option of
/// the schedule, which is none of the command.
enum CompletionScript {
  /// Whether the arguments ask for a script.
  static func isAsked(_ arguments: [String]) -> Bool { arguments.contains("--generate-completion-script") }

  /// The script with the options of schedules. Bash's has them: it offers the words of an argument after a dash too.
  static func extended(_ script: String) -> String {
    if script.hasPrefix("#compdef") { return zsh(script) }
    return script.hasPrefix("#!/bin/bash") ? script : fish(script)
  }

  private static func zsh(_ script: String) -> String {
    let call = #""_lrconform_${words[1]}" && ret=0"# + "\n"
    let options = #"""
                  if [[ "${words[1]}" = (plot|trace) && "${PREFIX}" = -* ]]; then
                      __lrconform_custom_complete ---completion "${words[1]}" -- positional@0 \
                          "${current_word_index}" "$(__lrconform_cursor_index_in_current_word)" && ret=0
                  fi

      """#
    return script.replacing(call, with: call + options)
  }

  private static func fish(_ script: String) -> String {
    // What ArgumentParser asks for the place of the cursor is an error in fish 3.
    let place = "(string length -- (commandline -ct))"
    let options = #"""


      complete -c 'lrconform' -n '__fish_seen_subcommand_from plot trace; and string match -q -- "-*" (commandline -ct)' -fa '(__lrconform_custom_completion ---completion (commandline -opc)[2] -- positional@0 (count (commandline -opc)) PLACE)'
      """#
    return script.replacing("(__lrconform_tokens -tC)", with: place) + options.replacing("PLACE", with: place)
  }
}
