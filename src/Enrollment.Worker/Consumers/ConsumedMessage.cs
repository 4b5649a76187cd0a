using Enrollment.Processing.DeadLetters;
using Enrollment.Worker.Transport;
using MassTransit;

namespace Enrollment.Worker.Consumers;

internal static class ConsumedMessage
{
    /// <summary>The message as it was received, for the case that it has to be kept.</summary>
    public static ReceivedMessage Of(ConsumeContext context, string messageType)
    {
        var delivery = Delivery.Of(context.ReceiveContext);
        return new ReceivedMessage
        {
            Queue = delivery.Queue,
            MessageType = messageType,
            Body = delivery.Body,
            MessageId = delivery.Properties.MessageId,
            Sender = delivery.User,
            Application = delivery.Properties.AppId,
            ContentType = delivery.Properties.ContentType,
        };
    }
}
