namespace Enrollment.Storage.Schema;

/// <summary>The worker cannot start on these tables. The message is for people.</summary>
public sealed class SchemaException(string message) : Exception(message);
