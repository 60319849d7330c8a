namespace Julie.Ingest.Webhooks;

/// <summary>The parts of the webhooks.</summary>
internal static class WebhookExtensions
{
    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HooksOptions>().Bind(builder.Configuration.GetSection(HooksOptions.Section));
        builder.Services.AddOptions<DeliveryOptions>().Bind(builder.Configuration.GetSection(DeliveryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services
            .AddSingleton<HookCatalog>()
            .AddSingleton<BodyBudget>()
            .AddSingleton<DeliveryLimiter>()
            .AddSingleton<DispatchSignal>()
            .AddSingleton<RefRinger>()
            .AddSingleton<RemoteDelivery>()
            .AddSingleton<DeliveryInbox>()
            .AddSingleton<RefusalLog>()
            .AddHostedService(services => services.GetRequiredService<DeliveryInbox>())
            .AddHostedService(services => services.GetRequiredService<RefusalLog>())
            .AddHostedService<DeliveryDispatcher>();
    }
}
