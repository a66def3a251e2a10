package org.treatyledger.projections.web;

import java.util.List;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.treatyledger.projections.register.Register;

/**
 * Answers are JSON unless a client asks for CSV: the converter stands last, so that it is never the default. Connections are
 * limited, and for each of them what is sent and not read.
 */
@Configuration(proxyBeanMethods = false)
class WebConfig implements WebMvcConfigurer {

    /**
     * What the system keeps for a client that does not read, in bytes; Linux takes twice as much. By its defaults it lets it
     * grow to 4 MB, which thousands of such clients would make many gigabytes. The price is paid by large downloads over
     * long lines: no more than this is on its way at once.
     */
    private static final int UNREAD = 128 * 1_024;

    private final Register register;

    WebConfig(Register register) {
        this.register = register;
    }

    /** By the heap, unless the operator has said how many connections there may be. */
    @Bean
    static ConnectionLimits connectionLimits(Environment environment) {
        var given = environment.getProperty("server.tomcat.max-connections", Integer.class);
        return given == null ? ConnectionLimits.forHeap(Runtime.getRuntime().maxMemory()) : ConnectionLimits.of(given);
    }

    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> clientsAreLimited(ConnectionLimits limits) {
        return server -> server.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.txBufSize", Integer.toString(UNREAD));
            connector.setProperty("maxConnections", Integer.toString(limits.connections()));
        });
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ClocksResolver(register));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new BodiesAtOnce(
                        ConnectionLimits.bodies(Runtime.getRuntime().maxMemory())))
                .addPathPatterns(BodiesAtOnce.ADDRESSES);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(converters -> converters.add(new CsvConverter()));
    }
}
