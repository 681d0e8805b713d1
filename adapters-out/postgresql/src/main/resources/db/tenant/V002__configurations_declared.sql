SELECT quintet.tenant_table('${schema}.configurations');
