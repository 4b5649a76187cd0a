using System.Diagnostics.CodeAnalysis;
using Enrollment.Contracts;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace Enrollment.Worker.Consumers;

/// <summary>
/// The consumer's view of a fact that validation has read. It has nothing else of the message: a publisher's addresses for answers and
/// faults, ids and headers have no effect.
/// </summary>
internal sealed class FactConsumeContext : BaseSerializerContext
{
    private readonly Fact _fact;

    private FactConsumeContext(Fact fact)
        : base(SystemTextJsonMessageSerializer.Instance, new NoMessageContext(), [MessageUrn.ForTypeString(fact.GetType())]) =>
        _fact = fact;

    public static ConsumeContext Of(ReceiveContext context, Fact fact) => new BodyConsumeContext(context, new FactConsumeContext(fact));

    public override bool IsSupportedMessageType(Type messageType) => messageType.IsInstanceOfType(_fact);

    public override bool IsSupportedMessageType<T>() => _fact is T;

    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message)
        where T : class
    {
        message = _fact as T;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = messageType.IsInstanceOfType(_fact) ? _fact : null;
        return message is not null;
    }

    // For forwarding a message through the bus. The worker does not forward facts.
    public override IMessageSerializer GetMessageSerializer() =>
        throw new NotSupportedException("A fact is not sent again through the bus.");

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => GetMessageSerializer();

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => GetMessageSerializer();

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => [];

    private sealed class NoMessageContext : MessageContext
    {
        public Guid? MessageId => null;

        public Guid? RequestId => null;

        public Guid? CorrelationId => null;

        public Guid? ConversationId => null;

        public Guid? InitiatorId => null;

        public DateTime? ExpirationTime => null;

        public Uri? SourceAddress => null;

        public Uri? DestinationAddress => null;

        public Uri? ResponseAddress => null;

        public Uri? FaultAddress => null;

        public DateTime? SentTime => null;

        public Headers Headers => EmptyHeaders.Instance;

        public HostInfo Host => HostMetadataCache.Empty;
    }
}
