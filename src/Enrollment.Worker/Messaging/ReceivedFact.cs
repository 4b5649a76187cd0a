using Enrollment.Contracts;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The fact as the door read it: one reading decides, whatever the message library makes of the same body.</summary>
internal sealed record ReceivedFact(Fact Fact);

internal static class ReceivedFactExtensions
{
    public static TFact Fact<TFact>(this ConsumeContext<TFact> context)
        where TFact : Fact => (TFact)context.GetPayload<ReceivedFact>().Fact;
}
