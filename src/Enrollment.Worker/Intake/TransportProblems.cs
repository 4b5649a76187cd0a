namespace Enrollment.Worker.Intake;

/// <summary>Where the transport contradicts the queue a body came by. What names no message of the contract is ignored.</summary>
internal static class TransportProblems
{
    public const string CloudEvent =
        "is a CloudEvent, which is not taken; send the fact itself as the body, with its own messageId and occurredAt";

    private const char Undecodable = '\uFFFD';

    public static IEnumerable<Problem> In(TransportProperties transport, string factType)
    {
        if (transport.MessageId?.Contains(Undecodable, StringComparison.Ordinal) == true)
            yield return new Problem("$properties.message_id", "is not UTF-8; expected an id as UTF-8 text");
        foreach (var problem in Named("$properties.type", transport.Type, factType))
            yield return problem;
        foreach (var problem in Named("$headers['MT-MessageType']", transport.MassTransitTypes, factType))
            yield return problem;
    }

    public static bool IsCloudEvent(TransportProperties transport) =>
        transport.HasCloudEventHeaders
        || transport.ContentType?.TrimStart().StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A problem where the text names messages of the contract, and not this one.</summary>
    public static IEnumerable<Problem> Named(string path, string? text, string factType)
    {
        var named = MessageTypeNames.In(text);
        if (named.Count > 0 && !named.Contains(factType))
            yield return new Problem(path, $"says {string.Join(", ", named.Order(StringComparer.Ordinal))}; this queue takes {factType}");
    }
}
