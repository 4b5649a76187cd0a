namespace Enrollment.Intake.Json;

/// <summary>
/// A problem of a fact: a JSON path relative to the fact, and what was found and expected.
/// </summary>
public sealed record Problem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
