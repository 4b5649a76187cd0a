using System.Collections.Immutable;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Domain.Timelines.Periods;

/// <summary>What a period was when its last source was lost, so that it can come back (semantics 7, source regained).</summary>
/// <param name="Status">Its status; that before the pause where it was paused.</param>
/// <param name="Sources">The sources that were live.</param>
internal sealed record PeriodEnding(PeriodStatus Status, ImmutableArray<Source> Sources);
