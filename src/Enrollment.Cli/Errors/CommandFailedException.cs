using Enrollment.Cli.Output.Formatting;

namespace Enrollment.Cli.Errors;

/// <summary>A command fails with a message for the user.</summary>
/// <param name="sentence">What is wrong, where, and what to do.</param>
/// <param name="exitCode">The exit code of the command.</param>
internal sealed class CommandFailedException(StyledText sentence, int exitCode = ExitCodes.Failed) : Exception(sentence.ToString())
{
    public StyledText Text { get; } = sentence;

    public int ExitCode { get; } = exitCode;
}
