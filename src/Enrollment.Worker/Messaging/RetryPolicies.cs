using Enrollment.Storage.Access;
using MassTransit;

namespace Enrollment.Worker.Messaging;

/// <summary>How often handling is tried again before a message counts as failed.</summary>
internal static class RetryPolicies
{
    // The three do not overlap. Waiting for the database ends before the broker's consumer timeout (30 minutes) hands the message out
    // again. A conflict is never the fault of the message: only one that lasts for about three minutes, as one with broken data does,
    // makes a dead letter of it. Intervals vary by a quarter, so that those who met once do not meet again.
    public static void UsePatience(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ExceptionClassifier.IsUnreachable);
            retry.Exponential(250, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ExceptionClassifier.IsConflict);
            retry.Exponential(25, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(trouble => !ExceptionClassifier.IsInterruption(trouble) && !ExceptionClassifier.IsConflict(trouble));
            retry.Interval(2, TimeSpan.FromMilliseconds(200));
        });
    }
}
