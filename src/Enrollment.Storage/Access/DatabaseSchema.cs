namespace Enrollment.Storage.Access;

/// <summary>The schema of every table.</summary>
public static class DatabaseSchema
{
    public const string Name = "enrollment";
}
