namespace Enrollment.Storage.DeadLetters;

/// <summary>A problem that validation found.</summary>
/// <param name="Path">The JSON path in the body.</param>
/// <param name="Message">The problem, and the expected value.</param>
public sealed record DeadLetterProblem(string Path, string Message);
