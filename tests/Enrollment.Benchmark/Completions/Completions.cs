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

    public async Task Begin()
    {
        await deployment.Publisher.Publish(
            new UserCreated
            {
                MessageId = $"{learner}-created",
                OccurredAt = Dates.NoonBefore(begun),
                UserId = learner,
                HiredOn = begun,
                Origin = Origin.Integration,
            }
        );
        await deployment.Until(() => Has($"learner/{learner}"), $"{learner} is known");
        await deployment.Publisher.Publish(
            new GroupMembershipChanged
            {
                MessageId = $"{learner}-joins",
                OccurredAt = Dates.NoonBefore(begun.AddDays(1)),
                UserId = learner,
                Joined = [activity],
                Origin = Origin.UserInterface,
            }
        );
        await deployment.Until(() => Has(_stream), $"{learner} is enrolled");
    }

    public async Task Add(int count)
    {
        await deployment.Publisher.PublishAll([.. Enumerable.Range(_told, count).Select(number => Publisher.Of(Completed(number)))]);
        _told += count;
        await deployment.Until(async () => await Recorded() >= _told, $"{_told} completions of {learner} are recorded");
    }

    /// <summary>Microseconds for each of so many more.</summary>
    public async Task<double> Measure(int count)
    {
        var published = DateTime.UtcNow;
        await Add(count);
        var committed = await deployment.Sandbox.Value<DateTime>(
            $"select max(pg_xact_commit_timestamp(xmin)) from {Events} where stream_id = '{_stream}'"
        );
        return (committed - published).TotalMicroseconds / count;
    }

    private Task<bool> Has(string stream) =>
        deployment.Sandbox.Value<bool>($"select exists (select from {Events} where stream_id = '{stream}')");

    private Task<long> Recorded() =>
        deployment.Sandbox.Value<long>($"select count(*) from {Events} where stream_id = '{_stream}' and type = 'completion_recorded'");

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
