namespace Enrollment.Domain.Enrollments;

/// <summary>The text that the core implements.</summary>
public static class Semantics
{
    /// <summary>The version of the text (semantics 14).</summary>
    public const int Version = 2;
}
