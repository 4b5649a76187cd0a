using MassTransit;

namespace Enrollment.TestKit;

/// <summary>What a message is called on the broker, whatever its type is called.</summary>
public static class MessageNames
{
    private const string Prefix = "urn:message:";

    /// <summary>The exchange, which is also the message's URN without its prefix.</summary>
    public static string Of(Type type) => MessageUrn.ForTypeString(type)[Prefix.Length..];
}
