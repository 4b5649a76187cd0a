using Enrollment.Operations.Broker;
using Enrollment.Processing.DeadLetters;
using Enrollment.Storage;
using RabbitMQ.Client;

namespace Enrollment.Worker.DeadLetters;

internal static class DeadLettersSetup
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, EnrollmentOptions options) =>
        services
            .AddSingleton(new DeadLetterReader(new ConnectionFactory { Uri = new Uri(options.RabbitMq) }.UserName, Queues.OfWork.Contains))
            .AddSingleton<DeadLetterTrimmer>()
            .AddSingleton<DeadLetterWriter>()
            .AddHostedService(provider => provider.GetRequiredService<DeadLetterTrimmer>())
            .AddHostedService(provider => provider.GetRequiredService<DeadLetterWriter>());
}
