namespace Enrollment.Cli.Publish;

/// <summary>One line of a file of facts: the type, and the message exactly as written.</summary>
internal sealed record FactLine(int Number, string Type, ReadOnlyMemory<byte> Body, string? MessageId, DateTimeOffset? OccurredAt);
