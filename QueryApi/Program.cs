using Julie.QueryApi;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults;

// Content lies beside the assembly, wherever the service is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults(preparedStatements: 100);
builder.AddQueryApi();

var app = builder.Build();
app.UsePage();
app.MapDefaultEndpoints();
app.MapQueryApi();
app.Run();
