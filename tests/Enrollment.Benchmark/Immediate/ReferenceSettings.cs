using System.Text.Json;

namespace Enrollment.Benchmark.Immediate;

/// <summary>What the reference consumer is told, as JSON in the first line of its standard input.</summary>
/// <param name="RabbitMq">The virtual host.</param>
/// <param name="Postgres">The database to insert into; null for a consumer that only acknowledges.</param>
/// <param name="QueueArguments">Those of the worker's queue.</param>
/// <param name="Prefetch">That of the worker's consumer.</param>
internal sealed record ReferenceSettings(
    string RabbitMq,
    string? Postgres,
    IReadOnlyDictionary<string, JsonElement> QueueArguments,
    ushort Prefetch
);
