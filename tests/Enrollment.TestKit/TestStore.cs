using Enrollment.Storage;
using Enrollment.Storage.Schema;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.TestKit;

/// <summary>The store as the owner sees it, without a worker.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStore(ServiceProvider services) => _services = services;

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    public static TestStore Of(TestServers servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        return new TestStore(
            new ServiceCollection()
                .AddLogging()
                .AddStorage(new EnrollmentOptions { Postgres = servers.Postgres })
                .BuildServiceProvider()
        );
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
