using Enrollment.Cli.Output.Formatting;

namespace Enrollment.Cli.Errors;

/// <summary>A command cannot go on; the sentence is what the user sees.</summary>
/// <param name="sentence">What was wrong, where, and what to do.</param>
/// <param name="exitCode">What the command ends with.</param>
internal sealed class CommandFailedException(StyledText sentence, int exitCode = ExitCodes.Failed) : Exception(sentence.ToString())
{
    public StyledText Text { get; } = sentence;

    public int ExitCode { get; } = exitCode;
}
