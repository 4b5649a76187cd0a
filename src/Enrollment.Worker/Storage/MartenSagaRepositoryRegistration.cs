using Marten;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;

namespace Enrollment.Worker.Storage;

public static class MartenSagaRepositoryRegistration
{
    /// <summary>Keeps the saga in the application's own document store; its document needs numeric revisions.</summary>
    public static ISagaRegistrationConfigurator<TSaga> MartenRepository<TSaga>(this ISagaRegistrationConfigurator<TSaga> saga)
        where TSaga : class, ISagaVersion =>
        saga.Repository(services =>
        {
            services.RegisterSagaRepository<
                TSaga,
                IDocumentSession,
                SagaConsumeContextFactory<IDocumentSession, TSaga>,
                MartenSagaRepository<TSaga>
            >();
            services.RegisterLoadSagaRepository<TSaga, MartenSagaRepository<TSaga>>();
            services.RegisterQuerySagaRepository<TSaga, MartenSagaRepository<TSaga>>();
        });
}
