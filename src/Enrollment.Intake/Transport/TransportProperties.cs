namespace Enrollment.Intake.Transport;

/// <summary>The transport properties of a body, as text. Publishers write them, so each may be missing or wrong.</summary>
public sealed record TransportProperties
{
    /// <summary>No properties, such as for a body from a file.</summary>
    public static TransportProperties None { get; } = new();

    /// <summary>The property <c>message_id</c>.</summary>
    public string? MessageId { get; init; }

    /// <summary>The property <c>type</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The property <c>content_type</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The header <c>MT-MessageType</c>: URNs, separated by semicolons.</summary>
    public string? MassTransitTypes { get; init; }

    /// <summary>Whether a header marks the message as a CloudEvent in binary mode.</summary>
    public bool HasCloudEventHeaders { get; init; }
}
