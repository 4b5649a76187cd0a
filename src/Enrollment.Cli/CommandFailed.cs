namespace Enrollment.Cli;

/// <summary>A command cannot go on; the message is the one sentence the user sees.</summary>
internal sealed class CommandFailed(string message) : Exception(message);
