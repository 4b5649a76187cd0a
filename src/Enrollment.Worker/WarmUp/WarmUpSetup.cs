namespace Enrollment.Worker.WarmUp;

internal static class WarmUpSetup
{
    /// <summary>To be registered before the bus: hosted services are started in their order.</summary>
    public static IServiceCollection AddWarmUp(this IServiceCollection services) =>
        services
            .AddSingleton<BusRehearsal>()
            .AddSingleton<ParserRehearsal>()
            .AddSingleton<FactRehearsal>()
            .AddSingleton<NightRehearsal>()
            .AddSingleton<WarmUpService>()
            .AddHostedService(provider => provider.GetRequiredService<WarmUpService>());
}
