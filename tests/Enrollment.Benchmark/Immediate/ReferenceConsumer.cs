using System.Globalization;
using System.Text.Json;
using Enrollment.Benchmark.Messages;
using Enrollment.Contracts;
using MassTransit;
using Npgsql;

namespace Enrollment.Benchmark.Immediate;

/// <summary>
/// The least a consumer can do, in a process of its own: acknowledge, or insert one row and acknowledge. For each number of messages
/// written to its standard input it answers with the instant at which it was done with so many more.
/// </summary>
internal sealed class ReferenceConsumer(ReferenceSettings settings)
{
    public const string Queue = "bench-reference";
    public const string Table = "public.bench_row";

    private readonly NpgsqlDataSource? _source = settings.Postgres is { } postgres ? NpgsqlDataSource.Create(postgres) : null;
    private long _done;
    private long _latest;

    public async Task RunAsync()
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(Connect);
        await bus.StartAsync();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        Console.WriteLine("ready");
        for (long wanted = 0; Console.ReadLine() is { } more; )
        {
            wanted += long.Parse(more, CultureInfo.InvariantCulture);
            while (Interlocked.Read(ref _done) < wanted)
                await Task.Delay(10);
            Console.WriteLine(new DateTime(Interlocked.Read(ref _latest), DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture));
        }

        await bus.StopAsync();
    }

    private void Connect(IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.Host(new Uri(settings.RabbitMq));
        rabbit.Publish<Fact>(publish => publish.Exclude = true);
        rabbit.ReceiveEndpoint(
            Queue,
            endpoint =>
            {
                foreach (var (name, value) in settings.QueueArguments)
                    endpoint.SetQueueArgument(name, value.ValueKind == JsonValueKind.Number ? value.GetInt64() : value.GetString());
                endpoint.PrefetchCount = settings.Prefetch;
                endpoint.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);
                endpoint.Handler<GroupMembershipChanged>(HandleAsync);
            }
        );
    }

    private async Task HandleAsync(ConsumeContext<GroupMembershipChanged> context)
    {
        if (_source is not null)
        {
            await using var insert = _source.CreateCommand($"insert into {Table} (learner_id) values ($1)");
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = context.Message.UserId });
            await insert.ExecuteNonQueryAsync();
        }

        Interlocked.Exchange(ref _latest, DateTime.UtcNow.Ticks);
        Interlocked.Increment(ref _done);
    }
}
