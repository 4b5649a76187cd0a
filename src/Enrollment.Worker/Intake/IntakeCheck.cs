namespace Enrollment.Worker.Intake;

/// <summary>Finds every problem of a fact's body as it came, with or without MassTransit's envelope; none means it can be read as <paramref name="factType"/>.</summary>
public delegate IReadOnlyList<Problem> IntakeCheck(ReadOnlyMemory<byte> body, string? contentType, Type factType, DateTimeOffset now);
