namespace Enrollment.Intake.Transport;

/// <summary>What the transport says about a body, each as text. Publishers write these, so any may be absent or wrong.</summary>
public sealed record TransportProperties
{
    /// <summary>Nothing is known: the body came from a file, for example.</summary>
    public static TransportProperties None { get; } = new();

    /// <summary>The property <c>message_id</c>.</summary>
    public string? MessageId { get; init; }

    /// <summary>The property <c>type</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The property <c>content_type</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The header <c>MT-MessageType</c>: URNs with semicolons between.</summary>
    public string? MassTransitTypes { get; init; }

    /// <summary>Whether a header marks the message as a CloudEvent in binary mode.</summary>
    public bool HasCloudEventHeaders { get; init; }
}
