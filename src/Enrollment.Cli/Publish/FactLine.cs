namespace Enrollment.Cli.Publish;

/// <summary>A line of a fact file: the type, and the message exactly as written.</summary>
internal sealed record FactLine(int Number, string Type, ReadOnlyMemory<byte> Body, string? MessageId, DateTimeOffset? OccurredAt);
