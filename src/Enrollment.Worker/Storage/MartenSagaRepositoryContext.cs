using System.Text.Json;
using Marten;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Enrollment.Worker.Storage;

/// <summary>
/// One message, one session: activities reach it with <c>context.GetPayload&lt;IDocumentSession&gt;()</c>, and what they append is
/// committed
/// together with the saga. A conflict is thrown, never swallowed: the message is retried from the start with a session of its own.
/// </summary>
public sealed class MartenSagaRepositoryContext<TSaga, TMessage>(ConsumeContext<TMessage> context, IDocumentSession session)
    : ConsumeContextScope<TMessage>(context, session),
        SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISagaVersion
    where TMessage : class
{
    private string? _loaded;

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance)
    {
        session.Insert(instance);
        await session.SaveChangesAsync(CancellationToken);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        var instance = await session.LoadAsync<TSaga>(correlationId, CancellationToken);
        if (instance is null)
            return null!;
        _loaded = JsonSerializer.Serialize(instance);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<TSaga> context)
    {
        session.Insert(context.Saga);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Update(SagaConsumeContext<TSaga> context)
    {
        // Messages that change nothing, however many, do not come into conflict with one that does.
        if (JsonSerializer.Serialize(context.Saga) != _loaded)
            session.UpdateRevision(context.Saga, context.Saga.Version + 1);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        session.Delete(context.Saga);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext,
        TSaga instance,
        SagaConsumeContextMode mode
    )
        where T : class => Task.FromResult<SagaConsumeContext<TSaga, T>>(new DefaultSagaConsumeContext<TSaga, T>(consumeContext, instance));
}
