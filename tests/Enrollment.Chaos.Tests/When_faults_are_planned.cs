using Enrollment.Chaos.Faults;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Tests;

public sealed class When_faults_are_planned
{
    [Test]
    public void Should_come_in_the_same_order_for_the_same_seed() => Names(seed: 7).Should().Equal(Names(seed: 7));

    [Test]
    public void Should_come_in_another_order_for_another_seed() => Names(seed: 7).Should().NotEqual(Names(seed: 8));

    [Test]
    public void Should_hit_the_same_for_the_same_seed() => Targets(seed: 7).Should().Equal(Targets(seed: 7));

    [Test]
    public void Should_begin_with_each_once() =>
        Names(seed: 7).Take(FaultCatalog.All.Count).Should().BeEquivalentTo(FaultCatalog.All.Select(fault => fault.Name));

    [Test]
    public void Should_have_hostile_ones_in_each_lane() =>
        FaultCatalog
            .All.Where(fault => fault.Group == "hostile")
            .Select(fault => fault.Lane)
            .Distinct()
            .Should()
            .BeEquivalentTo(Enum.GetValues<Lane>());

    private static string[] Names(int seed) => [.. Plan(seed).Select(injection => injection.Fault.Name)];

    private static int[] Targets(int seed) => [.. Plan(seed).Select(injection => injection.Random.Next())];

    private static IEnumerable<Injection> Plan(int seed) =>
        new FaultPlan(FaultCatalog.All, seed, longestPause: 1000).Injections().Take(300);
}
