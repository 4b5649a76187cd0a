using Marten;
using MassTransit;
using MassTransit.Saga;

namespace Enrollment.Worker.Storage;

/// <summary>Keeps MassTransit sagas as Marten documents with numeric revisions; there is no such package for these versions.</summary>
public sealed class MartenSagaRepository<TSaga>(IDocumentStore store)
    : ISagaRepositoryContextFactory<TSaga>,
        ILoadSagaRepositoryContextFactory<TSaga>,
        IQuerySagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISagaVersion
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
    {
        await using var session = store.LightweightSession();
        session.CorrelationId = context.CorrelationId?.ToString();
        session.CausationId = context.MessageId?.ToString();
        await next.Send(new MartenSagaRepositoryContext<TSaga, T>(context, session));
    }

    public async Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        await using var session = store.LightweightSession();
        var sagas = await session.Query<TSaga>().Where(query.FilterExpression).ToListAsync(context.CancellationToken);
        var repository = new MartenSagaRepositoryContext<TSaga, T>(context, session);
        await next.Send(new LoadedSagaRepositoryQueryContext<TSaga, T>(repository, sagas));
    }

    async Task<T> ILoadSagaRepositoryContextFactory<TSaga>.Execute<T>(
        Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.QuerySession();
        return await asyncMethod(new MartenSagaRepositoryQuery<TSaga>(session, cancellationToken));
    }

    async Task<T> IQuerySagaRepositoryContextFactory<TSaga>.Execute<T>(
        Func<QuerySagaRepositoryContext<TSaga>, Task<T>> asyncMethod,
        CancellationToken cancellationToken
    )
    {
        await using var session = store.QuerySession();
        return await asyncMethod(new MartenSagaRepositoryQuery<TSaga>(session, cancellationToken));
    }

    public void Probe(ProbeContext context) => context.Add("persistence", "marten");
}
