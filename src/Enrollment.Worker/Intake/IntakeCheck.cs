namespace Enrollment.Worker.Intake;

/// <summary>Reads a fact's body as it came, with or without MassTransit's envelope.</summary>
public delegate IntakeResult IntakeCheck(ReadOnlyMemory<byte> body, string? transportMessageId, Type factType, DateTimeOffset now);
