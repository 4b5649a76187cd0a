namespace Enrollment.Worker.WarmUp;

internal static class WarmUpSetup
{
    /// <summary>Must be registered before the bus, because hosted services start in their order.</summary>
    public static IServiceCollection AddWarmUp(this IServiceCollection services) =>
        services
            .AddSingleton<BusRehearsal>()
            .AddSingleton<ParserRehearsal>()
            .AddSingleton<FactRehearsal>()
            .AddSingleton<NightRehearsal>()
            .AddSingleton<WarmUpService>()
            .AddHostedService(provider => provider.GetRequiredService<WarmUpService>());
}
