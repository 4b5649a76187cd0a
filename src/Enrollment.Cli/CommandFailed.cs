using Enrollment.Cli.Output;

namespace Enrollment.Cli;

/// <summary>A command cannot go on; the sentence is what the user sees.</summary>
/// <param name="sentence">What was wrong, where, and what to do.</param>
/// <param name="exitCode">What the command ends with.</param>
internal sealed class CommandFailed(Phrase sentence, int exitCode = ExitCodes.Failed) : Exception(sentence.ToString())
{
    public Phrase Sentence { get; } = sentence;

    public int ExitCode { get; } = exitCode;
}
