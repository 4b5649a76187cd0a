namespace Enrollment.Storage.DeadLetters;

/// <summary>What validation found wrong.</summary>
/// <param name="Path">Where in the body, as a JSON path.</param>
/// <param name="Message">What is wrong there, and what was expected.</param>
public sealed record DeadLetterProblem(string Path, string Message);
