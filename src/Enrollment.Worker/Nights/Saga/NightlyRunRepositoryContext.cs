using System.Text.Json;
using Enrollment.Storage.Nights;
using Marten;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Enrollment.Worker.Nights.Saga;

/// <summary>
/// One message, one session: activities reach it with <c>context.GetPayload&lt;IDocumentSession&gt;()</c>, and what they append is
/// committed together with the saga. A conflict is thrown, never swallowed: the message is retried from the start with a session of its
/// own.
/// </summary>
internal sealed class NightlyRunRepositoryContext<TMessage>(ConsumeContext<TMessage> context, IDocumentSession session)
    : ConsumeContextScope<TMessage>(context, session),
        SagaRepositoryContext<NightlyRunState, TMessage>
    where TMessage : class
{
    private string? _loaded;

    public Task<SagaConsumeContext<NightlyRunState, TMessage>> Add(NightlyRunState instance) =>
        CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<NightlyRunState, TMessage>> Insert(NightlyRunState instance)
    {
        session.Insert(instance.Run);
        await session.SaveChangesAsync(CancellationToken);
        return await CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<NightlyRunState, TMessage>> Load(Guid correlationId)
    {
        var run = await session.LoadAsync<NightlyRunDocument>(correlationId, CancellationToken);
        if (run is null)
            return null!;
        _loaded = JsonSerializer.Serialize(run);
        return await CreateSagaConsumeContext(this, new NightlyRunState { Run = run }, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<NightlyRunState> context)
    {
        session.Insert(context.Saga.Run);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Update(SagaConsumeContext<NightlyRunState> context)
    {
        // Messages that change nothing, however many, do not come into conflict with one that does.
        if (JsonSerializer.Serialize(context.Saga.Run) != _loaded)
            session.UpdateRevision(context.Saga.Run, context.Saga.Run.Version + 1);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Delete(SagaConsumeContext<NightlyRunState> context)
    {
        session.Delete(context.Saga.Run);
        return session.SaveChangesAsync(CancellationToken);
    }

    public Task Discard(SagaConsumeContext<NightlyRunState> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<NightlyRunState> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<NightlyRunState, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext,
        NightlyRunState instance,
        SagaConsumeContextMode mode
    )
        where T : class =>
        Task.FromResult<SagaConsumeContext<NightlyRunState, T>>(
            new DefaultSagaConsumeContext<NightlyRunState, T>(consumeContext, instance)
        );
}
