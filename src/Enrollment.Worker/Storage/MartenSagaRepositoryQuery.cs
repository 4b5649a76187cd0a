using Marten;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;

namespace Enrollment.Worker.Storage;

/// <summary>Reads sagas outside of a message.</summary>
public sealed class MartenSagaRepositoryQuery<TSaga>(IQuerySession session, CancellationToken cancellationToken)
    : BasePipeContext(cancellationToken),
        LoadSagaRepositoryContext<TSaga>,
        QuerySagaRepositoryContext<TSaga>
    where TSaga : class, ISagaVersion
{
    public async Task<TSaga> Load(Guid correlationId) => (await session.LoadAsync<TSaga>(correlationId, CancellationToken))!;

    public async Task<SagaRepositoryQueryContext<TSaga>> Query(ISagaQuery<TSaga> query, CancellationToken cancellationToken = default)
    {
        var sagas = await session.Query<TSaga>().Where(query.FilterExpression).ToListAsync(cancellationToken);
        return new DefaultSagaRepositoryQueryContext<TSaga>(this, [.. sagas.Select(saga => saga.CorrelationId)]);
    }
}
