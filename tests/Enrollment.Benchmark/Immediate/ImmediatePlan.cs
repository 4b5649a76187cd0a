namespace Enrollment.Benchmark.Immediate;

/// <summary>Who joins when: each person once, by number.</summary>
/// <param name="BurstSize">Messages of a burst.</param>
internal sealed record ImmediatePlan(int BurstSize)
{
    public const int PerSecond = 200;

    private const int WarmUpSize = 1_000;
    private const int EvenSize = 20 * PerSecond;
    private const int EvenWarmUpSize = 3 * PerSecond;

    public static ImmediatePlan Of(Settings settings) => new(Math.Min(50_000, settings.Learners / 4));

    /// <summary>So that nothing is done for the first time in what is measured.</summary>
    public static Range WarmUp { get; } = 0..WarmUpSize;

    public Range Burst(int repetition) => Following(WarmUpSize + (repetition * BurstSize), BurstSize);

    public Range EvenWarmUp(int repetition) =>
        Following(Burst(Settings.Repetitions).Start.Value + (repetition * (EvenWarmUpSize + EvenSize)), EvenWarmUpSize);

    public Range Even(int repetition) => Following(EvenWarmUp(repetition).End.Value, EvenSize);

    public int People => EvenWarmUp(Settings.Repetitions).Start.Value;

    private static Range Following(int start, int count) => start..(start + count);
}
