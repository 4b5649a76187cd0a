using Enrollment.Contracts;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>The fact as validation read it. The message library deserializes no body of a fact.</summary>
internal sealed record ReceivedFact(Fact Fact);

internal static class ReceivedFactExtensions
{
    public static TFact Fact<TFact>(this ConsumeContext<TFact> context)
        where TFact : Fact => (TFact)context.GetPayload<ReceivedFact>().Fact;
}
