using Marten;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;

namespace Enrollment.Worker.Nights.Saga;

internal static class NightlyRunRepositorySetup
{
    /// <summary>Keeps the saga in the application's own document store.</summary>
    public static void MartenRepository(this ISagaRegistrationConfigurator<NightlyRunState> saga) =>
        saga.Repository(services =>
            services.RegisterSagaRepository<
                NightlyRunState,
                IDocumentSession,
                SagaConsumeContextFactory<IDocumentSession, NightlyRunState>,
                NightlyRunRepository
            >()
        );
}
