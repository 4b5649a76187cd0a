using Enrollment.Benchmark.Messages;
using Enrollment.Benchmark.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Facts;
using Enrollment.Queries.History;
using Enrollment.Storage.Access;

namespace Enrollment.Benchmark.Completions;

/// <summary>The completions of one enrollment, one on each day, told to the worker by messages.</summary>
internal sealed class Completions(Deployment deployment, string learner, string activity, DateOnly begun)
{
    private const string Events = $"{DatabaseSchema.Name}.mt_events";

    private readonly string _stream = $"enrollment/{activity}/{learner}";
    private int _told;

    public async Task BeginAsync()
    {
        await deployment.Publisher.PublishAsync(
            new UserCreated
            {
                MessageId = $"{learner}-created",
                OccurredAt = BenchmarkDates.NoonBefore(begun),
                UserId = learner,
                HiredOn = begun,
                Origin = Origin.Integration,
            }
        );
        await deployment.UntilAsync(() => HasAsync($"learner/{learner}"), $"{learner} is known");
        await deployment.Publisher.PublishAsync(
            new GroupMembershipChanged
            {
                MessageId = $"{learner}-joins",
                OccurredAt = BenchmarkDates.NoonBefore(begun.AddDays(1)),
                UserId = learner,
                Joined = [activity],
                Origin = Origin.UserInterface,
            }
        );
        await deployment.UntilAsync(() => HasAsync(_stream), $"{learner} is enrolled");
    }

    public async Task AddAsync(int count)
    {
        await deployment.Publisher.PublishAllAsync([.. Enumerable.Range(_told, count).Select(number => Publisher.Of(Completed(number)))]);
        _told += count;
        await deployment.UntilAsync(async () => await RecordedAsync() >= _told, $"{_told} completions of {learner} are recorded");
    }

    /// <summary>Microseconds for each of so many more.</summary>
    public async Task<double> MeasureAsync(int count)
    {
        var published = DateTime.UtcNow;
        await AddAsync(count);
        var committed = await deployment.Sandbox.ValueAsync<DateTime>(
            $"select max(pg_xact_commit_timestamp(xmin)) from {Events} where stream_id = '{_stream}'"
        );
        return (committed - published).TotalMicroseconds / count;
    }

    private Task<bool> HasAsync(string stream) =>
        deployment.Sandbox.ValueAsync<bool>($"select exists (select from {Events} where stream_id = '{stream}')");

    private Task<long> RecordedAsync() =>
        deployment.Sandbox.ValueAsync<long>(
            $"select count(*) from {Events} where stream_id = '{_stream}' and type = 'completion_recorded'"
        );

    private ActivityCompleted Completed(int number) =>
        new()
        {
            MessageId = $"{learner}-completes-{number}",
            OccurredAt = DateTimeOffset.UtcNow,
            UserId = learner,
            ActivityId = activity,
            CompletedOn = begun.AddDays(1 + number),
        };
}
