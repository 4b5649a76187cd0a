using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Tests.Properties;

internal static class EventChunks
{
    /// <summary>The events of one decision each: those of one cause that follow one another.</summary>
    public static IEnumerable<IReadOnlyList<EnrollmentEvent>> Chunked(this IEnumerable<EnrollmentEvent> stream)
    {
        var chunk = new List<EnrollmentEvent>();
        foreach (var recorded in stream)
        {
            if (chunk.Count > 0 && chunk[0].Cause != recorded.Cause)
            {
                yield return chunk;
                chunk = [];
            }

            chunk.Add(recorded);
        }

        if (chunk.Count > 0)
            yield return chunk;
    }
}
