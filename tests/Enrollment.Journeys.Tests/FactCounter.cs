using MassTransit;

namespace Enrollment.Journeys.Tests;

/// <summary>Counts the facts the worker has dealt with, one way or the other.</summary>
public sealed class FactCounter : IReceiveObserver
{
    private int _count;

    public int Count => _count;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Note(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Note(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    private Task Note(ReceiveContext context)
    {
        if (
            !context.InputAddress.AbsolutePath.Contains("nightly", StringComparison.Ordinal)
            && !context.InputAddress.AbsolutePath.Contains("rejected", StringComparison.Ordinal)
        )
            Interlocked.Increment(ref _count);
        return Task.CompletedTask;
    }
}
