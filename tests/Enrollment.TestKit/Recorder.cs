using System.Collections.Concurrent;
using MassTransit;

namespace Enrollment.TestKit;

/// <summary>Remembers what a consumer got; registered as a singleton in the worker under test.</summary>
public sealed class Recorder
{
    public ConcurrentQueue<object> Seen { get; } = new();

    public Task<object[]> Messages() => Task.FromResult(Seen.ToArray());
}

/// <summary>Takes every fact and remembers it.</summary>
public sealed class RecordingConsumer<TFact>(Recorder recorder) : IConsumer<TFact>
    where TFact : class
{
    public Task Consume(ConsumeContext<TFact> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        recorder.Seen.Enqueue(context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>Never succeeds.</summary>
public sealed class FailingConsumer<TFact>(Recorder recorder) : IConsumer<TFact>
    where TFact : class
{
    public Task Consume(ConsumeContext<TFact> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        recorder.Seen.Enqueue(context.Message);
        throw new InvalidOperationException("Ada Lovelace cannot be handled");
    }
}
