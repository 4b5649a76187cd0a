namespace Enrollment.Worker.DeadLetters;

internal static class DeadLettersSetup
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) => services.AddHostedService<DeadLetterTrimmer>();
}
